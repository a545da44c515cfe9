"""Who is examined and for whom: client and engagement, vendor and product."""

from __future__ import annotations

from sqlmodel import CheckConstraint, Field, UniqueConstraint

from core.audit.tables.base import Row


class ClientRow(Row, table=True):
    """Somebody for whom audits are made."""

    __tablename__ = "client"
    __table_args__ = (CheckConstraint("name <> ''", name="name"),)

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)


class EngagementRow(Row, table=True):
    """An auditor at work, for a client or on their own account."""

    __tablename__ = "engagement"
    __table_args__ = (UniqueConstraint("client_id", "auditor_name", "auditor_role"),)

    id: int | None = Field(default=None, primary_key=True)
    client_id: int | None = Field(default=None, foreign_key="client.id")
    auditor_name: str
    auditor_role: str


class VendorRow(Row, table=True):
    """Somebody who sells what is examined."""

    __tablename__ = "vendor"
    __table_args__ = (CheckConstraint("name <> ''", name="name"),)

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)


class ProductRow(Row, table=True):
    """What a vendor sells."""

    __tablename__ = "product"
    __table_args__ = (UniqueConstraint("vendor_id", "name"),)

    id: int | None = Field(default=None, primary_key=True)
    vendor_id: int = Field(foreign_key="vendor.id")
    name: str
