FROM python:3.8-slim-buster

RUN apt-get update && apt-get install -y libzbar0

WORKDIR /kiosk
COPY requirements.txt .
RUN pip3 install -r requirements.txt
COPY . .

ENV FLASK_APP=kiosk
EXPOSE 5000
CMD ["flask", "run", "--host=0.0.0.0"]
