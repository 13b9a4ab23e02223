"""What people see: Rich draws the ladder, the timelines, the cards and the tables."""
