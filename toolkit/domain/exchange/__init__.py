"""What other programs and other copies bring."""
