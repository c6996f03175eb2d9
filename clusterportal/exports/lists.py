"""Every list that can be had as a file, by the name that its address and its saved views know it by."""

from clusterportal.exports import clusters, own, parts, statistics
from clusterportal.exports.table import Table

LISTS: dict[str, Table] = {
    table.name: table for table in (*clusters.TABLES, *parts.TABLES, *own.TABLES, *statistics.TABLES)
}
