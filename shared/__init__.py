"""What every service of Huying shares; each room has one purpose and more than one user."""
