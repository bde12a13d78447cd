FROM busybox AS first
RUN mkdir -p /data/nested && echo one > /data/nested/one.txt

FROM busybox AS second
COPY --from=first /data /data
RUN echo two >> /data/nested/one.txt && ln -s nested/one.txt /data/link

FROM busybox
COPY --from=second /data /copied
CMD ["cat", "/copied/link"]
