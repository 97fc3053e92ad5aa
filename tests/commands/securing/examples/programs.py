"""Programs that are started."""


def bad(name):
    subprocess.run(f"ls {name}", shell=True)  # caught: program-started-by-a-shell
    os.system("ls " + name)  # caught: program-started-by-a-shell
    os.popen(name)  # caught: program-started-by-a-shell


def good(name):
    subprocess.run(["/bin/ls", "--", name], check=True)
