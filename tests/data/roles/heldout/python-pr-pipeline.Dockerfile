# docker build -f ci/pr.Dockerfile --target <step> .
FROM python:3.12-slim AS base
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONUNBUFFERED=1
RUN apt-get update \
    && apt-get install -y --no-install-recommends bash g++ git make \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /checkout

FROM base AS changelog
COPY . .
RUN ./ci/changelog-check.sh

FROM base AS unit
COPY . .
RUN ./ci/unit.sh

FROM base AS wheel
COPY . .
RUN pip install build==1.0.3 && python -m build --wheel --outdir /dist

FROM python:3.12-slim
COPY --from=wheel /dist /dist
RUN pip install --no-cache-dir /dist/*.whl && rm -r /dist
ENTRYPOINT ["drivectl"]
