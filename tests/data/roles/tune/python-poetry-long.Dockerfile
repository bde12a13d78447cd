FROM python:3.10-slim AS python-base
ENV PYTHONUNBUFFERED=1 \
    PIP_NO_CACHE_DIR=1 \
    POETRY_HOME=/opt/poetry \
    POETRY_VIRTUALENVS_PATH=/opt/venvs \
    POETRY_NO_INTERACTION=1
ENV PATH=/opt/poetry/bin:$PATH
WORKDIR /orchard

# locked production packages only
FROM python-base AS builder-base
ARG POETRY_VERSION=1.7.1
RUN apt-get update && apt-get install -y --no-install-recommends gcc libpq-dev \
 && python -m venv $POETRY_HOME && $POETRY_HOME/bin/pip install poetry==${POETRY_VERSION}
COPY poetry.lock pyproject.toml /orchard/
RUN poetry install --only main --no-root

FROM builder-base AS development
RUN poetry install --no-root --with dev
VOLUME /orchard
CMD ["poetry", "run", "uvicorn", "orchard.main:app", "--reload", "--host", "0.0.0.0"]

FROM development AS checks
COPY . .
RUN poetry run ruff check . && poetry run mypy orchard
RUN poetry run pytest -q

FROM python-base AS production
RUN apt-get update && apt-get install --no-install-recommends -y libpq5 && rm -rf /var/lib/apt/lists/*
COPY --from=builder-base /opt/venvs /opt/venvs
COPY orchard orchard
COPY docker/serve.sh /usr/local/bin/serve
CMD ["serve"]
