#syntax=docker/dockerfile:1

# versions
FROM dunglas/frankenphp:1-php8.3 AS frankenphp_upstream

# shared by every image
FROM frankenphp_upstream AS frankenphp_base
WORKDIR /app
VOLUME /app/var/
RUN apt-get update && apt-get install -y --no-install-recommends acl file gettext git && rm -rf /var/lib/apt/lists/*
RUN set -eux; install-php-extensions @composer apcu intl opcache zip
ENV COMPOSER_ALLOW_SUPERUSER=1
COPY --link frankenphp/conf.d/10-app.ini $PHP_INI_DIR/app.conf.d/
COPY --link --chmod=755 frankenphp/docker-entrypoint.sh /usr/local/bin/docker-entrypoint
ENTRYPOINT ["docker-entrypoint"]
CMD [ "frankenphp", "run", "--config", "/etc/caddy/Caddyfile" ]

FROM frankenphp_base AS frankenphp_dev
ENV APP_ENV=dev XDEBUG_MODE=off
RUN mv "$PHP_INI_DIR/php.ini-development" "$PHP_INI_DIR/php.ini" && install-php-extensions xdebug
CMD [ "frankenphp", "run", "--config", "/etc/caddy/Caddyfile", "--watch" ]

FROM frankenphp_base AS frankenphp_prod
ENV APP_ENV=prod
RUN mv "$PHP_INI_DIR/php.ini-production" "$PHP_INI_DIR/php.ini"
COPY --link composer.* symfony.* ./
RUN composer install --no-cache --prefer-dist --no-dev --no-autoloader --no-scripts --no-progress
COPY --link . ./
RUN composer dump-autoload --classmap-authoritative --no-dev && composer run-script --no-dev post-install-cmd
