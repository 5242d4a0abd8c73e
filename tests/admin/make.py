"""The registered admins of the rooms, and a browser's pieces for the back office."""

from django.conf import settings
from django.contrib import admin


def room_admins():
    return [
        (model, room_admin)
        for model, room_admin in admin.site._registry.items()
        if model._meta.app_label in settings.ROOMS
    ]


def admin_page(model, page):
    return f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"


def keeps_versions(model):
    return hasattr(model._meta, "simple_history_manager_attribute")
