#syntax=docker/dockerfile:1

FROM dunglas/frankenphp:1-php8.3 AS upstream

# what the images of all environments share
FROM upstream AS common
WORKDIR /srv/gallery
RUN install-php-extensions @composer apcu gd intl opcache pdo_pgsql zip
COPY docker/php.ini $PHP_INI_DIR/conf.d/zz-gallery.ini
COPY docker/Caddyfile /etc/caddy/Caddyfile
COPY --chmod=755 docker/start.sh /usr/local/bin/start
ENTRYPOINT ["start"]

FROM common AS local
ENV APP_ENV=dev
RUN cp "$PHP_INI_DIR/php.ini-development" "$PHP_INI_DIR/php.ini" \
 && install-php-extensions pcov xdebug
CMD ["frankenphp", "run", "--config=/etc/caddy/Caddyfile", "--watch"]

FROM common AS cloud
ENV APP_ENV=prod
RUN cp "$PHP_INI_DIR/php.ini-production" "$PHP_INI_DIR/php.ini"
COPY composer.json composer.lock symfony.lock ./
RUN composer install --no-dev --no-scripts --no-progress
COPY . .
RUN composer dump-env prod && composer run-script post-install-cmd && bin/console cache:warmup
CMD ["frankenphp", "run", "--config=/etc/caddy/Caddyfile"]
