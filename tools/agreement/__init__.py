"""How far two people who label the same letters by the same guide agree.

    python -m tools.agreement                    # data/gold against data/second
    python -m tools.agreement FIRST SECOND       # two folders of <id>.json

Of each label ``outline`` is read: item → ``heading``, ``content``, ``moved``. Letters that are not
in both folders are left out. ``SECOND/rulings.yaml``, where there is one, says of each disagreement
which rule of the guide speaks to it and whom it supports.
"""
