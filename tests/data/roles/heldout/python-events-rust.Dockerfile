ARG PYTHON=3.11
FROM python:${PYTHON}-slim-bookworm AS build_base
WORKDIR /usr/src/events
ENV PATH="/.venv/bin:$PATH" UV_PROJECT_ENVIRONMENT=/.venv UV_NO_CACHE=1
RUN pip install uv==0.4.30 && python -m venv /.venv
RUN set -ex; \
    apt-get update; \
    apt-get install -y --no-install-recommends \
        cmake \
        curl \
        g++ \
        libssl-dev \
        make \
        pkg-config

FROM build_base AS base
COPY pyproject.toml uv.lock ./
RUN uv sync --frozen --no-dev --no-install-project

# the consumer in Rust changes seldom, so it comes early
FROM build_base AS rust_base
RUN curl -sSf https://sh.rustup.rs | sh -s -- --default-toolchain none --profile minimal -y
ENV PATH="/root/.cargo/bin:${PATH}"

FROM rust_base AS rust_deps
COPY consumer/Cargo.toml consumer/Cargo.lock consumer/rust-toolchain.toml consumer/
RUN cd consumer && mkdir src && touch src/lib.rs && cargo build --release && rm -r src

FROM rust_deps AS rust_wheel
COPY consumer/ consumer/
RUN cd consumer && uvx maturin build --release --locked --out /wheels

FROM node:20 AS admin_ui
WORKDIR /admin
COPY events/admin .
RUN yarn install && yarn run build

FROM base AS application
COPY . .
COPY --from=rust_wheel /wheels /tmp/wheels
COPY --from=admin_ui /admin/dist events/admin/dist
RUN uv pip install /tmp/wheels/* && rm -rf /tmp/wheels && useradd -r events
USER events
EXPOSE 1218
ENTRYPOINT [ "./docker_entrypoint.sh" ]
CMD [ "api" ]

FROM application AS testing
USER 0
RUN uv sync --frozen
USER events
CMD [ "pytest", "-vv", "tests" ]
