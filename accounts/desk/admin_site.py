import functools

from django.conf import settings
from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.contenttypes.models import ContentType
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.module_loading import import_string
from django.views.decorators.cache import never_cache

from accounts.desk import writing_views
from accounts.desk.desk_admin import DeskAdmin
from accounts.desk.kept_writing import FIELD as WRITING
from accounts.desk.kept_writing import Writing
from accounts.desk.sent_once import sent_once
from accounts.sign_in import identity, session_age, views
from accounts.sign_in.forms import LoginForm
from accounts.sign_in.identity import confirms_identity

FRENCH_NAMES = {"axes": "Journal des connexions"}


class PortalAdminSite(AdminSite):
    site_title = site_header = settings.COUNCIL.name
    index_title = "Que voulez-vous faire ?"
    enable_nav_sidebar = False
    login_form = LoginForm

    def register(self, model_or_iterable, admin_class=None, **options):
        """Ours or a library's, each obeys the rules of the desk."""
        admin_class = admin_class or ModelAdmin
        ruled = type(admin_class.__name__, (DeskAdmin, admin_class), {"__module__": admin_class.__module__})
        super().register(model_or_iterable, ruled, **options)

    def get_urls(self):
        grave = confirms_identity()
        return [
            path("r/<path:content_type_id>/<path:object_id>/", self.admin_view(self.view_on_site), name="view_on_site"),
            path("mot-de-passe-oublie/", views.password_forget, name="password_forget"),
            path("mot-de-passe-oublie/envoye/", views.password_forget_done, name="password_forget_done"),
            path("mot-de-passe/choisi/", views.password_choose_done, name="password_choose_done"),
            path("mot-de-passe/<uidb64>/<token>/", views.password_choose, name="password_choose"),
            path("protection/", self.admin_view(grave(views.protection_detail)), name="protection_detail"),
            path("protection/commencer/", self.admin_view(grave(views.protection_start)), name="protection_start"),
            path("protection/image.svg", self.admin_view(grave(views.protection_image)), name="protection_image"),
            path("protection/confirmer/", self.admin_view(grave(views.protection_confirm)), name="protection_confirm"),
            path("protection/codes/", self.admin_view(grave(views.protection_codes)), name="protection_codes"),
            path("protection/retirer/", self.admin_view(grave(views.protection_remove)), name="protection_remove"),
            *super().get_urls(),
        ]

    def admin_view(self, view, cacheable=False):
        """Every page of the desk: what is sent twice is done once, and no writing is lost with the session."""
        page = super().admin_view(sent_once(view, writing_views.still_running), cacheable)

        @functools.wraps(page)
        def guarded(request, *args, **kwargs):
            writing = None if self.has_permission(request) else Writing.sent(request)
            return writing_views.ask_again(request, writing) if writing else page(request, *args, **kwargs)

        return guarded

    def login(self, request, extra_context=None):
        sealed = request.POST.get(WRITING, "")
        response = super().login(request, {"writing": sealed} | (extra_context or {}))
        has_entered = request.method == "POST" and response.status_code == 302
        if has_entered:
            session_age.begin(request.session)
            identity.confirm(request.session)
        return writing_views.give_back(request, response, Writing.opened(sealed))

    @method_decorator(confirms_identity())
    def password_change(self, request, extra_context=None):
        return views.password_change(request)

    @method_decorator(never_cache)
    def password_change_done(self, request, extra_context=None):
        return super().password_change_done(request, extra_context)

    def index(self, request, extra_context=None):
        """What the front door proposes to this person comes first (settings.ADMIN_HOME)."""
        home = import_string(settings.ADMIN_HOME)(request.user)
        return super().index(request, {"home": home} | (extra_context or {}))

    def view_on_site(self, request, content_type_id, object_id):
        """«Voir sur le site»: only what this person may see here, and the public there."""
        model = get_object_or_404(
            ContentType, pk=content_type_id if content_type_id.isdecimal() else None
        ).model_class()
        model_admin = self._registry.get(model)
        record = model_admin.get_object(request, object_id) if model_admin else None
        if record is None or not model_admin.has_view_permission(request, record):
            raise Http404
        if not hasattr(record, "get_absolute_url") or not getattr(record, "is_public", True):
            raise Http404
        return redirect(record.get_absolute_url())

    def get_app_list(self, request, app_label=None):
        """The rooms in the order of the house, from the front door down; in a room, the order of its admin.py."""
        floors = {room: rank for rank, room in enumerate(reversed(settings.ROOMS))}
        ranks = {model: rank for rank, model in enumerate(self._registry)}
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["name"] = FRENCH_NAMES.get(app["app_label"], app["name"])
            app["models"].sort(key=lambda model: ranks[model["model"]])
        return sorted(apps, key=lambda app: floors.get(app["app_label"], len(floors)))
