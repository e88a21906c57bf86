"""Run the command line with ``python -m bongsu``."""

from bongsu.cli.main import main

if __name__ == "__main__":
    main()
