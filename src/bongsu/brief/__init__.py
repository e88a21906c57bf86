"""The brief: sections as data, filled from runs, one HTML file, every number traced."""

from bongsu.brief.check import check_page, untraced
from bongsu.brief.sections import (
    Section,
    check_names,
    further_runs,
    parse_section,
    read_section,
    read_sections,
)
from bongsu.brief.write import refuse_other_files, write_brief

__all__ = [
    "Section",
    "check_names",
    "check_page",
    "further_runs",
    "parse_section",
    "read_section",
    "read_sections",
    "refuse_other_files",
    "untraced",
    "write_brief",
]
