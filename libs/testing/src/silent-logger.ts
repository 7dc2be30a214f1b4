import { Logger } from '@nestjs/common';

// Tests provoke what is logged. `TEST_LOG_LEVEL=debug npm test -- …` shows it; a whole shop has its own logger.
if (!process.env.TEST_LOG_LEVEL) Logger.overrideLogger(false);
