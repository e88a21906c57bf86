"""The brief: sections as data, filled from runs, one HTML file, every number traced."""

from bongsu.brief.check import check_page, untraced
from bongsu.brief.sections import Section, parse_section, read_section, read_sections
from bongsu.brief.write import write_brief

__all__ = [
    "Section",
    "check_page",
    "parse_section",
    "read_section",
    "read_sections",
    "untraced",
    "write_brief",
]
