"""Reference data in the package: tables with who published them, when, and in which units.

Tables are known by name alone; a system need not say in which group one lies. What a run may see
is bounded by the day that it looks from.
"""

from bongsu.catalog.catalog import Catalog, open_catalog
from bongsu.catalog.packages import ColumnInfo, TableInfo

__all__ = ["Catalog", "ColumnInfo", "TableInfo", "open_catalog"]
