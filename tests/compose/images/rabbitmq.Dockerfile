# Debian's RabbitMQ (3.10) with as much of the official image's manners as docker-compose.yml relies on.
FROM huying-test/debian
RUN printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d && chmod 755 /usr/sbin/policy-rc.d \
    && apt-get update -q && apt-get install -q -y --no-install-recommends rabbitmq-server && rm -rf /var/lib/apt/lists/*
ENV PATH=/usr/lib/rabbitmq/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    HOME=/var/lib/rabbitmq RABBITMQ_PID_FILE=/var/lib/rabbitmq/pid
USER rabbitmq
CMD ["rabbitmq-server"]
