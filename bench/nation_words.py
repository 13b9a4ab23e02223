"""What docs/scale.md says around its figures."""

HEAD = """\
# How far one register goes

This page is written by `make bench ARGS=--nation`, its figures all from one run: the commands of
every day on a register far larger than any municipality's, on one PostgreSQL server with the
settings it was installed with. `make bench ARGS="--nation 20000"` tries the same with fewer youths
and writes nothing. What is below the heading "On paper" was reckoned, not measured."""

INTRO = """\
Some 64,000 youths are in the duty in all the country in a year, as the municipalities report it;
here are ten such years, as if everybody were new in each. Every youth has ten attempts with an
entry in the sealed log for every one, occupations, measures and outcomes, and every fourth an
earlier stay; those who came less than three years ago are in the duty still, the others left it at
20; 3,000 are to be contacted on the day, which `kaa next` and plain `kaa` weigh one against
another. PostgreSQL makes them by `generate_series` (`bench/nation_register.py`), because a history
of ten years is not what is measured.

Seconds are least / middle / most of five, after one that does not count; what is not done every day
is run once. All is asked by the owner of the tables, whom no right binds; what the rights cost is
in `docs/performance.md`, and so are the same commands on small registers. The database is dropped
at the end.

Nobody may keep such a register: a municipality answers for its own, and `kaa purge` takes a youth
away in the year of turning 21. It is the outer edge of what the program can be asked to carry."""

FOOT = """\
## On paper: beyond one server

Sweden has 290 municipalities and 21 regions. By the figures above:

- **A database for each region.** Fifteen municipalities that work together have some 3,300 youths
  in a year (64,000 × 15 / 290), less than a hundredth of what is measured here. One database each
  needs nothing but a URL for each region, and a fault in one is no fault in another. So all of
  Sweden is 21 ordinary servers, or one with 21 databases; kaa has no part that must know of all of
  them. National counts are sums of `kaa report … -f json`; shares follow from the sums, medians do
  not, and who moves between regions counts in both.
- **The next bottleneck is the one writer.** A command that writes holds the register's lock from
  its first query to its commit, on both engines, so that what it has read still holds; never while
  it waits for an answer from whoever typed it. 64,000
  youths with ten attempts each in a year of 180 days of eight hours are one attempt every eight
  seconds in all the country, and one every two and a half minutes in a region: compare the seconds
  of `kaa log` above, of which the lock is held for less than all. Should it ever bind, the lock
  goes from the register to the municipality or the youth (`engine.py` is the one place), before any
  other machine is bought.
- **Then the log, which only grows.** It is read by its end and by its index, so its length costs
  disk and the time of `kaa audit verify`, not the day's commands. Partitioned by year (`log_entry`
  and `log_change` by `on`), old years could lie on a cheaper disk; the chain crosses partitions as
  it crosses pages.
- **Reports from a replica.** A report on the present day reads one snapshot and writes nothing, so
  `KAA_DB` may name a streaming replica for it and the day's work feels nothing (tried with a
  connection that may only read, not with a replica). One on an earlier day needs temporary tables,
  which a replica does not take; cards, lists and the half-year's file are logged and belong on the
  first server.
- **Memory of a report** follows the youths of the period, for the rules are reckoned one youth at a
  time outside the server. That is the price of one rule for the card and for the figure; a period
  of a whole nation belongs on a machine with memory for it, or to the regions' sums.

What we would not do: no cache beside the database, no queue server (a claim is one statement), no
search engine, no service between `kaa` and PostgreSQL, no youths of one municipality spread over
several servers. Each is a second place that can be wrong about a youth."""
