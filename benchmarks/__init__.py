"""Speed and memory beside plain ways of doing the same, on real records: `make bench`.

A benchmark is a module of this package that `benchmarks.__main__` lists. It has

* `SIZES`, the sizes at which it measures where none are named;
* `run(database, sizes)`, an iterator of `benchmarks.table.Row`, called once for each database
  (`benchmarks.databases.Database`): one of its own, with every table and the reference data in it
  and nothing else, dropped afterwards. It raises `benchmarks.table.Skip` with the reason where this
  machine lacks what it needs.

`benchmarks.measure` says what something costs in processor time and memory;
`benchmarks.general_assembly` gives the ballots. Figures of two runs, or of two machines, say
nothing beside each other: what counts are ratios to the yardstick of the same run.
"""
