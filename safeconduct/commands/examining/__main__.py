"""`python -m safeconduct.commands.examining`: the text of docs/reference/doctor.md."""

from safeconduct.commands.examining import page

if __name__ == "__main__":
    print(page(), end="")
