"""``python -m pipeline`` is the command ``vanban``."""

import sys

from pipeline.cli import main

sys.exit(main())
