FROM python:3.13-slim AS base
COPY --from=ghcr.io/astral-sh/uv:0.5 /uv /usr/local/bin/uv
WORKDIR /code
ENV PYTHONUNBUFFERED=1 UV_NO_CACHE=1
COPY uv.lock pyproject.toml .python-version ./
RUN uv sync --frozen --no-install-project --no-dev

# docker compose up
FROM base AS dev
RUN uv sync --frozen --no-install-project --all-groups
COPY . .
CMD ["uv", "run", "fastapi", "dev", "--host", "0.0.0.0", "cellar/main.py"]

FROM base AS production
RUN useradd -m cellar
USER cellar
COPY cellar cellar
ENTRYPOINT ["/code/.venv/bin/fastapi", "run", "cellar/main.py"]
