# Debian's nginx, in place of nginx:alpine; wget asks after its health.
FROM huying-test/debian
RUN apt-get update -q && apt-get install -q -y --no-install-recommends nginx-light wget && rm -rf /var/lib/apt/lists/*
CMD ["nginx", "-g", "daemon off;"]
