"""What people type by mistake, paste from elsewhere or send on purpose."""
