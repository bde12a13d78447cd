# syntax=docker/dockerfile:1
FROM python:3.12-alpine AS pip
WORKDIR /docs
COPY requirements.txt .
RUN --mount=type=cache,target=/root/.cache/pip apk add --no-cache git && pip install -r requirements.txt

FROM pip AS live
COPY mkdocs.yml .
COPY docs docs
EXPOSE 8000
ENTRYPOINT ["mkdocs", "serve", "--dirtyreload", "-a", "0.0.0.0:8000"]

FROM pip AS site
COPY . .
RUN mkdocs build --strict --site-dir /site

FROM scratch
COPY --from=site /site /
