# syntax=docker/dockerfile:1

FROM python:3.13-slim-trixie AS build
WORKDIR /docs
COPY requirements.txt ./
RUN --mount=type=cache,target=/root/.cache/pip \
    pip install -r requirements.txt
COPY mkdocs.yml ./
COPY docs ./docs
RUN mkdocs build --strict --site-dir /site

FROM build AS preview
EXPOSE 8000
CMD ["mkdocs", "serve", "--dev-addr", "0.0.0.0:8000"]

FROM scratch AS files
COPY --from=build /site /

FROM nginxinc/nginx-unprivileged:1.29-alpine AS web
COPY --from=build /site /usr/share/nginx/html
