FROM ubuntu

RUN mkdir /real && ln -s /real /link
COPY Dockerfile /link/
ADD nested.tar /link/nested
RUN ["ls", "-lR", "/real"]
