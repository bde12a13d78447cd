FROM public.ecr.aws/lambda/python:3.11 AS deps
COPY requirements.txt /tmp/
RUN pip install -r /tmp/requirements.txt --target /opt/python/

FROM public.ecr.aws/amazonlinux/amazonlinux:2 AS zipper
RUN yum install -y zip
COPY --from=deps /opt/python /layer/python
COPY handlers/ /layer/python/handlers/
RUN cd /layer && zip -r9 /layer.zip python

FROM scratch AS artifact
COPY --from=zipper /layer.zip /
