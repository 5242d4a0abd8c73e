"""Rows written again under new parents."""


def copy_rows(model, rows, **parents) -> dict:
    """Copies of rows under new parents, by the key of the original."""
    originals = list(rows)
    fields = [f.attname for f in model._meta.concrete_fields if not f.primary_key and f.name not in parents]
    copies = [
        model(
            **{name: getattr(row, name) for name in fields}, **{name: parent(row) for name, parent in parents.items()}
        )
        for row in originals
    ]
    return dict(zip((row.pk for row in originals), model.objects.bulk_create(copies), strict=True))
