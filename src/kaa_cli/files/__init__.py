"""What comes in and goes out: readers of lists, writers of listings. Knows no register."""
