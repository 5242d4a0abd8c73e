from django.apps import AppConfig
from django.urls import register_converter

from publishing.paper.size import HandbillSize, PaperSize


class PublishingConfig(AppConfig):
    name = "publishing"
    verbose_name = "Publication"

    def ready(self):
        register_converter(PaperSize, "paper")
        register_converter(HandbillSize, "handbill")
