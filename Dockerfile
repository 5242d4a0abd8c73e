# syntax=docker/dockerfile:1
# Stage 1: the libraries, in a virtual environment that the second stage copies.
FROM python:3.13-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/venv
COPY requirements.txt /tmp/requirements.txt
RUN /opt/venv/bin/pip install -r /tmp/requirements.txt

# Stage 2: the portal, its fonts and its static files, run by a user who may write only in /data and /tmp.
FROM python:3.13-slim-bookworm
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 TZ=Europe/Paris \
    STATIC_ROOT=/srv/static MEDIA_ROOT=/data/media PRIVATE_MEDIA_ROOT=/data/private BACKUPS_ROOT=/data/backups
# pg_dump and psql, of the same version as the database of compose.yaml: the backups use them.
RUN apt-get update && apt-get install -y --no-install-recommends postgresql-client-15 && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --home-dir /data portail \
    && mkdir -p /data/media /data/private /data/backups /pages && chown -R portail /data /pages
COPY --from=build /opt/venv /opt/venv
WORKDIR /srv/portal
# Which folder of content/, when there are several.
ARG COUNCIL_PACK=
ENV COUNCIL_PACK=$COUNCIL_PACK
COPY . .
RUN python manage.py cut_fonts \
    && ENVIRONMENT=production ALLOWED_HOSTS=localhost \
       SECRET_KEY=only-to-collect-the-static-files-0123456789-abcdefghijklmnop \
       python manage.py collectstatic --no-input --verbosity 0
USER portail
EXPOSE 8000
VOLUME /data
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD \
    ["python", "-c", "import urllib.request as u; u.urlopen(u.Request('http://127.0.0.1:8000/sante/', headers={'Host': 'localhost'}), timeout=4)"]
CMD ["gunicorn", "--config", "deploy/gunicorn.conf.py", "--bind", "0.0.0.0:8000", "clos_portal.wsgi"]
