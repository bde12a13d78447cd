FROM node:18-bullseye AS frontend
WORKDIR /build
COPY package.json package-lock.json webpack.config.js ./
RUN npm ci
COPY static_src/ static_src/
RUN npm run build:prod

FROM python:3.9-slim-bullseye AS backend
ENV VIRTUAL_ENV=/venv PATH=/venv/bin:$PATH
RUN apt-get update -y && apt-get install -y gcc libpq-dev
RUN python -m venv $VIRTUAL_ENV
COPY requirements/ requirements/
RUN pip install -r requirements/production.txt

FROM python:3.9-slim-bullseye AS web
ENV VIRTUAL_ENV=/venv PATH=/venv/bin:$PATH DJANGO_SETTINGS_MODULE=tournament.settings.production
RUN apt-get update -y && apt-get install -y libpq5 && useradd wagtail -m
COPY --from=backend /venv /venv
WORKDIR /app
COPY --chown=wagtail . .
COPY --from=frontend --chown=wagtail /build/static_compiled ./static_compiled
RUN SECRET_KEY=none python manage.py collectstatic --noinput
USER wagtail
CMD gunicorn -c gunicorn.conf.py tournament.wsgi:application

FROM web AS celery-worker
CMD ["celery", "-A", "tournament", "worker", "-l", "info"]

FROM web AS celery-beat
CMD ["celery", "-A", "tournament", "beat", "-l", "info"]
