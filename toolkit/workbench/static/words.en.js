globalThis.speglaWords = {};
