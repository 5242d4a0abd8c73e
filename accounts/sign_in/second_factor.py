"""The code of a phone asked after the password, for the accounts that chose it; recovery codes replace a lost phone."""

import base64
import io

import qrcode
from django.db import transaction
from django_otp import verify_token
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from qrcode.image.svg import SvgPathImage

from accounts.models import User
from accounts.sign_in import attempts

RECOVERY_CODES = 8


class TooManyCodes(Exception):
    """No code is looked at any more, not even the right one."""


def phone(user: User) -> TOTPDevice | None:
    """The phone that protects this account."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


def phone_to_confirm(user: User) -> TOTPDevice | None:
    return TOTPDevice.objects.filter(user=user, confirmed=False).first()


def start(user: User) -> TOTPDevice:
    """A fresh secret, useless until a first code confirms it."""
    TOTPDevice.objects.filter(user=user, confirmed=False).delete()
    return TOTPDevice.objects.create(user=user, name="téléphone", confirmed=False)


@transaction.atomic
def confirm(user: User, code: str) -> TOTPDevice | None:
    device = phone_to_confirm(user)
    if device is None or not device.verify_token(_tidy(code)):
        return None
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    TOTPDevice.objects.filter(user=user, confirmed=True).exclude(pk=device.pk).delete()
    return device


@transaction.atomic
def new_recovery_codes(user: User) -> list[str]:
    """Eight codes that serve once each; the former ones die."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="codes de secours")
    codes = [StaticToken.random_token() for _ in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes


def recovery_codes_left(user: User) -> int:
    return StaticToken.objects.filter(device__user=user).count()


@transaction.atomic
def remove(user: User) -> None:
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()


def match(user: User, code: str, address: str) -> Device | None:
    """The device that accepts this code. Six digits come from the phone; anything else is a recovery code.

    Only so many may be tried, counted by place: a stranger's tries do not make the owner wait.
    """
    if not attempts.begin_code(address, user):
        raise TooManyCodes
    device = _accepting(user, _tidy(code))
    if device is not None:
        attempts.take_back_code(address, user)
    return device


def _accepting(user: User, code: str) -> Device | None:
    model = TOTPDevice if code.isdigit() else StaticDevice
    devices = model.objects.filter(user=user, confirmed=True)
    return next((device for device in devices if verify_token(user, device.persistent_id, code)), None)


def qr_image(device: TOTPDevice) -> bytes:
    image = qrcode.make(device.config_url, image_factory=SvgPathImage, border=4, box_size=20)
    buffer = io.BytesIO()
    image.save(buffer)
    return buffer.getvalue()


def secret(device: TOTPDevice) -> str:
    """What a person types when the phone cannot see the image, four signs at a time."""
    key = base64.b32encode(device.bin_key).decode()
    return " ".join(key[start : start + 4] for start in range(0, len(key), 4))


def _tidy(code: str) -> str:
    return "".join(code.split()).lower()
