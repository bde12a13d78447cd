FROM golang:1.16

# Aula 3: a primeira imagem
ENV GOFLAGS=-mod=mod
WORKDIR /aula
COPY . .
RUN go build -o saudacoes .

EXPOSE 8080
CMD ["./saudacoes"]
