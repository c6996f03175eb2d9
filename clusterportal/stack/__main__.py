import sys

from clusterportal.stack import portal

sys.exit(portal.main())
