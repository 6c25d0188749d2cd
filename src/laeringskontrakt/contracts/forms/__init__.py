"""What people send, checked and tidied. Forms validate; actions write."""
