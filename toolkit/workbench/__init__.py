"""The local web workbench: pages that a person reads and codes in, over the services and nothing below them."""
