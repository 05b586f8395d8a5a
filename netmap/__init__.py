"""netmap: who covers which gemeente in the landelijk dekkend netwerk van zorgcoördinatie."""
