"""Builders of accounts and of the moments of an account's life."""

import itertools
import re
import time

from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.urls import reverse
from django_otp.oath import TOTP

from accounts.models import User
from accounts.sign_in import identity, second_factor

PASSWORD = "une-phrase-que-moi-seul-connais"
_numbers = itertools.count(1)


def make_user(**fields):
    email = fields.pop("email", f"personne{next(_numbers)}@conseil.example")
    return User.objects.create_user(email, fields.pop("password", PASSWORD), **{"is_staff": True} | fields)


def make_role(name, *codenames):
    role = Group.objects.create(name=name)
    role.permissions.set(Permission.objects.filter(codename__in=codenames))
    return role


def make_president(**fields):
    role = Group.objects.filter(name="tête").first() or make_role("tête", "view_user", "add_user", "change_user")
    user = make_user(**fields)
    user.groups.set([role])
    return user


def enter(client, user):
    """As somebody who typed the password a moment ago."""
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    identity.confirm(session)
    session.save()
    return client


def sign_in(client, email, password=PASSWORD, REMOTE_ADDR="127.0.0.1", **fields):
    typed = {"username": email, "password": password} | fields
    return client.post(reverse("admin:login"), typed, REMOTE_ADDR=REMOTE_ADDR)


def is_inside(client):
    return client.get(reverse("admin:index")).status_code == 200


def link_in_mail():
    return re.search(r"https?://\S+", mail.outbox[-1].body.split("à cette adresse")[1])[0]


def path_of(link):
    return re.sub(r"^https?://[^/]+", "", link)


def code_of(device, steps=0):
    token = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    token.time = time.time() + steps * device.step
    return f"{token.token():06d}"


def protect(user):
    """Gives the account a confirmed phone."""
    device = second_factor.start(user)
    device.confirmed = True
    device.save()
    return device
