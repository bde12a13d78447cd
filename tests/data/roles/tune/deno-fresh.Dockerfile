FROM denoland/deno:1.40.2 AS cache
WORKDIR /menu
COPY deno.json deno.lock deps.ts ./
RUN deno cache --lock=deno.lock deps.ts

FROM denoland/deno:alpine-1.40.2
WORKDIR /menu
COPY --from=cache /deno-dir /deno-dir
COPY --chown=deno . .
RUN deno task build
USER deno
EXPOSE 8000
CMD ["run", "--allow-net", "--allow-read", "--cached-only", "main.ts"]
