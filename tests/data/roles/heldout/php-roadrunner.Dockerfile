FROM ghcr.io/roadrunner-server/roadrunner:2023.3 AS roadrunner
FROM mlocati/php-extension-installer:2 AS extensions

FROM php:8.3-cli-alpine
COPY --from=extensions /usr/bin/install-php-extensions /usr/local/bin/
RUN install-php-extensions @composer-2 sockets opcache zip
COPY --from=roadrunner /usr/bin/rr /usr/local/bin/rr
ENV COMPOSER_ALLOW_SUPERUSER=1
WORKDIR /app
COPY composer.* ./
RUN composer install --no-dev --no-scripts --no-autoloader
COPY . .
RUN composer dump-autoload -o
EXPOSE 8080/tcp
CMD ["rr", "serve", "-c", ".rr.yaml"]
