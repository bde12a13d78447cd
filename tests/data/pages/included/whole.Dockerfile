# syntax=docker/dockerfile:1
FROM golang:1.24 AS build
FROM scratch
COPY --from=biuld /app /app
COPY --from=build /etc /etc
