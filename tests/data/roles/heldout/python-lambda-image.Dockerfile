ARG TASK=/var/task

FROM python:3.12-bookworm AS build-image
ARG TASK
COPY thumbnails/ ${TASK}/thumbnails/
COPY requirements.lock .
RUN python -m pip install --no-deps --require-hashes -r requirements.lock -t ${TASK}

FROM python:3.12-slim-bookworm
ARG TASK
COPY --from=build-image ${TASK} ${TASK}
WORKDIR ${TASK}
ENTRYPOINT ["python", "-m", "awslambdaric"]
CMD ["thumbnails.handler.on_upload"]
