# Debian's Python, in place of python:3.11-slim: what the program's image is built from.
FROM huying-test/debian
RUN apt-get update -q && apt-get install -q -y --no-install-recommends python3 && rm -rf /var/lib/apt/lists/*
