"""How fast it is: `python -m benchmarks` prints a table of ratios and writes them as JSON.

Each module measures one thing and gives `Row`s: `builds` whole sites, `blocks` one block step by step, `rivals` what
else one could use, `checking` the command on many files, `growth` how the cost grows with the input, `startup`
the command's start. `inputs` makes what they work on, `timing` takes the times, `report` prints. Each figure is a ratio of two things
measured in turns in the same run, so that a slow or busy machine changes it little.
"""
