FROM python:3.10-slim AS python-base
ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=on \
    POETRY_VERSION=1.7.1 \
    POETRY_HOME="/opt/poetry" \
    POETRY_VIRTUALENVS_IN_PROJECT=true \
    SETUP_PATH="/opt/setup"
ENV PATH="$POETRY_HOME/bin:$SETUP_PATH/.venv/bin:$PATH"

# poetry and the locked production packages
FROM python-base AS builder-base
RUN apt-get update && apt-get install --no-install-recommends -y curl build-essential libpq-dev
RUN curl -sSL https://install.python-poetry.org | python3 -
WORKDIR $SETUP_PATH
COPY poetry.lock pyproject.toml ./
RUN poetry install --only main --no-root

FROM builder-base AS development
RUN poetry install --no-root
WORKDIR /code
EXPOSE 8000
CMD ["uvicorn", "--reload", "--host=0.0.0.0", "orchard.main:app"]

FROM development AS checks
COPY . /code
RUN black --check . && isort --check-only . && mypy orchard
RUN pytest -q

FROM python-base AS production
RUN apt-get update && apt-get install --no-install-recommends -y libpq5 && rm -rf /var/lib/apt/lists/*
COPY --from=builder-base $SETUP_PATH $SETUP_PATH
COPY ./orchard /code/orchard
WORKDIR /code
CMD ["gunicorn", "-k", "uvicorn.workers.UvicornWorker", "orchard.main:app"]
