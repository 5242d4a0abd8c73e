"""Who may manage whom: a person hands out what he holds himself, never more."""

from django.contrib.auth.models import Group, Permission
from django.db.models import QuerySet

from accounts.models import User


def grantable_roles(giver: User) -> QuerySet[Group]:
    """The roles whose every permission the giver holds."""
    roles = Group.objects.order_by("name")
    if giver.is_superuser:
        return roles
    held = Permission.objects.filter(group__user=giver)
    return roles.exclude(permissions__in=Permission.objects.exclude(pk__in=held.values("pk")))


def manageable_users(manager: User) -> QuerySet[User]:
    """The accounts that the manager may change: never a superuser, never somebody above him."""
    if manager.is_superuser:
        return User.objects.all()
    above = Group.objects.exclude(pk__in=grantable_roles(manager).values("pk"))
    return User.objects.filter(is_superuser=False).exclude(groups__in=above)


def may_manage(manager: User, user: User) -> bool:
    return manageable_users(manager).filter(pk=user.pk).exists()
