#
# frontend, backend with its collected static files, the city database; then the image
#
FROM node:18-bookworm-slim AS frontend-build
WORKDIR /code
COPY package.json pnpm-lock.yaml ./
RUN corepack enable && pnpm install --frozen-lockfile
COPY frontend frontend
RUN pnpm build

FROM python:3.11-slim-bookworm AS backend-build
WORKDIR /code
SHELL ["/bin/bash", "-e", "-o", "pipefail", "-c"]
RUN apt-get update && apt-get install -y --no-install-recommends build-essential libpq-dev libxmlsec1-dev pkg-config
COPY requirements.txt ./
RUN pip install -r requirements.txt --no-cache-dir --target=/python-packages
ENV PYTHONPATH=/python-packages
COPY manage.py ./
COPY footfall footfall
COPY --from=frontend-build /code/frontend/dist frontend/dist
RUN DATABASE_URL=sqlite:// python manage.py collectstatic --noinput

FROM debian:bookworm-slim AS cities
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates curl brotli
RUN curl -sL https://geo.example.org/cities.mmdb.br | brotli -d -o /cities.mmdb

FROM python:3.11-slim-bookworm
WORKDIR /code
RUN apt-get update && apt-get install -y --no-install-recommends libpq5 libxmlsec1 && rm -rf /var/lib/apt/lists/*
COPY --from=backend-build /python-packages /python-packages
COPY --from=backend-build /code/staticfiles staticfiles
COPY --from=cities /cities.mmdb share/
COPY . .
ENV PYTHONPATH=/python-packages
EXPOSE 8000
CMD ["./bin/server"]
