-- A device that a list leaves out has that list's version from now on; of those left out before, the list came after their own.
update device set version = version + 1 where not standing;
